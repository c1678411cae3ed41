// What modules bring: moving between screens, the copy taken along, what a phone holds, answering by moving, the editor.
import "./luggage";
import "./moves";
import "./player";
import "./order";
import "./editor";

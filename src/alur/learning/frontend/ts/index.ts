// What modules and sessions bring: moving between screens, the copy taken along, what a phone holds, answering by moving,
// the editor, being there.
import "./luggage";
import "./moves";
import "./player";
import "./order";
import "./editor";
import "./presence";
import "./week";

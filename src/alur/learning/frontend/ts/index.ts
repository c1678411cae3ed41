// What modules and sessions bring: moving between screens, the copy taken along, what a phone holds, answering by moving,
// being there.
import "./luggage";
import "./moves";
import "./player";
import "./order";
import "./presence";
import "./week";

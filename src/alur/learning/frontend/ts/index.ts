// The pages of modules: moving between screens, the copy taken along, and what a phone holds.
import "./luggage";
import "./moves";
import "./player";

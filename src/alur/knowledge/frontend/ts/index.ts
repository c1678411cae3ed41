// What writing knowledge brings: marks put around words.
import "./toolbar";

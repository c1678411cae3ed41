// What knowledge brings: marks put around words while writing, tasks ticked off while reading.
import "./checklist";
import "./toolbar";

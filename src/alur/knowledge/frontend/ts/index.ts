// What knowledge brings: marks put around words while writing, files to begin with, tasks ticked off while reading.
import "./checklist";
import "./dropping";
import "./toolbar";

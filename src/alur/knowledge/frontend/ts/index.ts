// What knowledge brings: marks put around words while writing, files to begin with, tasks ticked off and texts read.
import "./checklist";
import "./dropping";
import "./reading";
import "./toolbar";

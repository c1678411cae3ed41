// What every page loads: htmx, and the few behaviours plain HTML cannot give.
import "./editor";
import "./htmx";
import "./offline/shell";
import "./offline/take";
import "./once";
import "./passkey";
import "./seek";
import "./shortcuts";
import "./tabs";
import "./theme";
import "./toasts";

// What every page loads: htmx, and the few behaviours plain HTML cannot give.
import "./htmx";
import "./once";
import "./passkey";

// Tells all tabs and the worker that what the phone keeps has changed.
const channel = new BroadcastChannel("alur");
const listeners = new Set<() => void>();

channel.onmessage = () => listeners.forEach((listener) => listener());

export function changed(): void {
  channel.postMessage("");
  listeners.forEach((listener) => listener());
}

export function onChange(listener: () => void): void {
  listeners.add(listener);
}

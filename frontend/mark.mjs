// The brand's mark as pictures: two waves on a rounded square, as the shell's header draws it.
import { crc32, deflateSync } from "node:zlib";

const SIDE = 32; // of the drawing, in its own units
const ROUND = 8;
const STROKE = 3;
const GROUND = [11, 90, 102];
const WAVES = [12, 20];
const STEPS = 24;

/** The drawing as SVG, and as PNG for those who want pixels; the full one goes to the edge, to be cut to any shape. */
export function marks() {
  return [
    ["mark.svg", Buffer.from(svg())],
    ["mark-192.png", png(192, false)],
    ["mark-512.png", png(512, false)],
    ["mark-full-512.png", png(512, true)],
  ];
}

function svg() {
  const waves = WAVES.map((y) => `M5 ${y}q5.5-5 11 0t11 0`).join("");
  const drawn = `<rect width="32" height="32" rx="${ROUND}" fill="rgb(${GROUND})"/><path d="${waves}" fill="none"`;
  const stroke = `stroke="#fff" stroke-width="${STROKE}" stroke-linecap="round"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${drawn} ${stroke}</svg>\n`;
}

/** A wave as points: two quadratic curves, the second one the first's mirror. */
function points(y) {
  const found = [];
  for (const [x, bend] of [
    [5, -5],
    [16, 5],
  ]) {
    for (let step = 0; step <= STEPS; step++) {
      const t = step / STEPS;
      found.push([x + 11 * t, y + 2 * t * (1 - t) * bend]);
    }
  }
  return found;
}

const LINES = WAVES.map(points);

/** The distance of a point from the nearest wave, in the drawing's units. */
function fromWaves(x, y) {
  let nearest = SIDE;
  for (const line of LINES) {
    for (let place = 1; place < line.length; place++) {
      const [[ax, ay], [bx, by]] = [line[place - 1], line[place]];
      const [dx, dy] = [bx - ax, by - ay];
      const length = dx * dx + dy * dy || 1;
      const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      nearest = Math.min(nearest, Math.hypot(x - ax - t * dx, y - ay - t * dy));
    }
  }
  return nearest;
}

/** How far a point lies outside the rounded square, negative within. */
function fromSquare(x, y) {
  const [dx, dy] = [x, y].map((each) => Math.abs(each - SIDE / 2) - (SIDE / 2 - ROUND));
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - ROUND;
}

function png(size, isFull) {
  // A mask may cut away a fifth at each side, so the waves of the full one are drawn smaller.
  const scale = (isFull ? 1.35 : 1) * (SIDE / size);
  const covered = (distance) => Math.min(1, Math.max(0, 0.5 - distance / scale));
  const rows = Buffer.alloc(size * (1 + 4 * size));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const [x, y] = [column, row].map((each) => (each + 0.5 - size / 2) * scale + SIDE / 2);
      const line = covered(fromWaves(x, y) - STROKE / 2);
      const colour = GROUND.map((part) => Math.round(part + (255 - part) * line));
      const alpha = isFull ? 255 : Math.round(255 * covered(fromSquare(x, y)));
      rows.set([...colour, alpha], row * (1 + 4 * size) + 1 + 4 * column);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(name, contents) {
  const named = Buffer.concat([Buffer.from(name), contents]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(contents.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

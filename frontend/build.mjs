// Bundles the front end into src/alur/base/ui/dist: app.css, app.js, scripts that few pages need, the worker sw.js, the icon sprite and the mark under
// names that carry their content's hash, texts with .br and .gz beside them, and manifest.json from the plain name to the
// hashed one.
import { createHash } from "node:crypto";
import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { marks } from "./mark.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const SOURCE = resolve(HERE, "../src/alur");
const SHELL = join(SOURCE, "base/ui/frontend");
const DIST = join(SOURCE, "base/ui/dist");
const MODULES = join(HERE, "node_modules");

/** The shell's own file first (it fixes the order of the layers), then what other packages bring, by path. */
function sources(pattern, first) {
  const others = globSync(pattern, { cwd: SOURCE }).map((path) => join(SOURCE, path));
  return [first, ...others.filter((path) => !path.startsWith(SHELL)).sort()];
}

/** What a page of its own loads besides app.js, each under its own name: too much for all to carry. */
function alone() {
  return globSync("**/frontend/ts/alone/*.ts", { cwd: SOURCE }).map((path) => ({
    in: join(SOURCE, path),
    out: basename(path, ".ts"),
  }));
}

/** Entry points that stand in no file: they import all sources of their kind. */
const entries = {
  name: "entries",
  setup({ onResolve, onLoad }) {
    const contents = {
      "entry:css": sources("**/frontend/css/*.css", join(SHELL, "css/index.css")).map((path) => `@import "${path}";`),
      "entry:js": sources("**/frontend/ts/index.ts", join(SHELL, "ts/index.ts")).map((path) => `import "${path}";`),
    };
    onResolve({ filter: /^entry:/ }, ({ path }) => ({ path, namespace: "entries" }));
    onLoad({ filter: /.*/, namespace: "entries" }, ({ path }) => ({
      contents: contents[path].join("\n"),
      loader: path.slice("entry:".length),
      resolveDir: SOURCE,
    }));
  },
};

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [
      { in: "entry:css", out: "app" },
      { in: "entry:js", out: "app" },
      { in: join(SHELL, "ts/worker.ts"), out: "sw" },
      ...alone(),
    ],
    plugins: [entries],
    nodePaths: [MODULES],
    bundle: true,
    minify: true,
    format: "iife",
    target: ["es2022", "chrome123", "firefox120", "safari17.5"],
    legalComments: "eof",
    write: false,
    outdir: DIST,
    logLevel: "warning",
  });
  return outputFiles.map(({ path, contents }) => [path.slice(DIST.length + 1), Buffer.from(contents)]);
}

/** One SVG with a symbol for each name in icons.txt, from lucide. */
function sprite() {
  const names = readFileSync(join(SHELL, "icons.txt"), "utf8").split(/\s+/).filter(Boolean);
  const symbols = [...new Set(names)].sort().map(symbol);
  const licence = "<!-- Icons of lucide.dev, ISC License, Copyright (c) Lucide Contributors -->";
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${licence}${symbols.join("")}</svg>\n`);
}

function symbol(name) {
  const path = join(MODULES, "lucide-static/icons", `${name}.svg`);
  let drawing;
  try {
    drawing = readFileSync(path, "utf8");
  } catch {
    throw new Error(`icons.txt: lucide has no icon “${name}”. Look for its name on lucide.dev/icons.`);
  }
  const inner = drawing.slice(drawing.indexOf(">", drawing.indexOf("<svg")) + 1, drawing.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${inner.replace(/\s+/g, " ").replace(/> </g, "><").trim()}</symbol>`;
}

function write(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const manifest = {};
  for (const [name, contents] of files) {
    const hash = createHash("sha256").update(contents).digest("hex").slice(0, 12);
    const hashed = name.replace(/(\.[a-z]+)$/, `-${hash}$1`);
    manifest[name] = hashed;
    writeFileSync(join(folder, hashed), contents);
    if (name.endsWith(".png")) continue; // packed already
    writeFileSync(join(folder, `${hashed}.br`), brotliCompressSync(contents));
    writeFileSync(join(folder, `${hashed}.gz`), gzipSync(contents, { level: 9 }));
  }
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

try {
  const files = [...(await bundle()), ["icons.svg", sprite()], ...marks()].sort();
  // Built beside and swapped in, so that a failed build leaves the last one standing.
  write(`${DIST}.new`, files);
  rmSync(DIST, { recursive: true, force: true });
  renameSync(`${DIST}.new`, DIST);
} catch (error) {
  // esbuild has already said what is wrong with its own sources.
  if (!error.errors) console.error(error.message);
  process.exit(1);
}

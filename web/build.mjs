// Builds the front end into dist: the simulator's page, the console, typefaces, icons and the licences of what is in them.
import { build } from 'esbuild';
import { buildConsole } from './console/build.mjs';
import { cp, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const at = (...parts) => join(root, ...parts);
const from = (...parts) => at('node_modules', ...parts);
const dist = (...parts) => at('dist', ...parts);

const faces = ['ibm-plex-sans-thai-looped', 'ibm-plex-sans-thai'];
const scripts = ['thai', 'latin'];
const weights = [400, 600];
const noticed = ['@fontsource/ibm-plex-sans-thai', '@fontsource/ibm-plex-sans-thai-looped', '@phosphor-icons/core', '@phosphor-icons/web', 'bootstrap', 'htmx.org'];

async function emptyDist() {
  await mkdir(dist(), { recursive: true });
  for (const name of await readdir(dist())) {
    if (name !== '.gitkeep') await rm(dist(name), { recursive: true });
  }
  for (const folder of ['simulator', 'console', 'fonts', 'icons']) await mkdir(dist(folder));
}

async function copyFonts() {
  const copies = [];
  for (const face of faces) {
    for (const script of scripts) {
      for (const weight of weights) {
        for (const kind of ['woff2', 'woff']) {
          const name = `${face}-${script}-${weight}-normal.${kind}`;
          copies.push(cp(from('@fontsource', face, 'files', name), dist('fonts', name)));
        }
      }
    }
  }
  for (const [folder, file] of [['bold', 'Phosphor-Bold'], ['fill', 'Phosphor-Fill']]) {
    copies.push(cp(from('@phosphor-icons/web/src', folder, `${file}.woff`), dist('fonts', `phosphor-${folder}.woff`)));
  }
  await Promise.all(copies);
}

/** Writes icon name → code point, e.g. {"siren": 59834}, for whoever draws icons from the font. */
async function writeCodePoints(weight) {
  const selection = JSON.parse(await readFile(from('@phosphor-icons/web/src', weight, 'selection.json'), 'utf8'));
  const points = {};
  for (const { properties } of selection.icons) {
    for (const name of properties.name.split(',')) points[name.trim().replace(`-${weight}`, '')] = properties.code;
  }
  const sorted = Object.fromEntries(Object.entries(points).sort(([a], [b]) => (a < b ? -1 : 1)));
  await writeFile(dist('icons', `phosphor-${weight}.json`), JSON.stringify(sorted));
}

/** Copies the icons that the pages name and returns one mask rule for each. */
async function copyIcons() {
  const names = JSON.parse(await readFile(at('icons.json'), 'utf8'));
  await Promise.all(names.map((name) => cp(from('@phosphor-icons/core/assets/bold', `${name}-bold.svg`), dist('icons', `${name}.svg`))));
  return names.map((name) => `.ic-${name}{mask-image:url(../icons/${name}.svg)}`).join('\n');
}

async function bundle(iconRules) {
  await build({
    entryPoints: { app: at('simulator/main.js'), gallery: at('simulator/gallery/gallery.js') },
    outdir: dist('simulator'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022'],
    charset: 'utf8',
    legalComments: 'none',
    external: ['../fonts/*', '../icons/*'],
    logLevel: 'warning',
  });
  const css = await readFile(dist('simulator/app.css'), 'utf8');
  await writeFile(dist('simulator/app.css'), `${css}${iconRules}\n`);
  for (const page of ['index.html', 'gallery.html']) await cp(at('simulator', page), dist('simulator', page));
}

async function bundleLIFF() {
  await build({
    entryPoints: { sdk: at('liff/main.js') }, outdir: dist('liff'),
    bundle: true, minify: true, format: 'iife', target: ['es2022'], charset: 'utf8', legalComments: 'none', logLevel: 'warning',
  });
}

async function writeLicences() {
  const parts = await Promise.all(noticed.map(async (name) => {
    const { version } = JSON.parse(await readFile(from(name, 'package.json'), 'utf8'));
    const licence = await readFile(from(name, 'LICENSE'), 'utf8');
    return `${name} ${version}\n\n${licence.trim()}\n`;
  }));
  await writeFile(dist('licences.txt'), `The front end contains these works of others.\n\n${parts.join('\n\n')}`);
}

await emptyDist();
const [iconRules] = await Promise.all([copyIcons(), copyFonts(), writeCodePoints('bold'), writeCodePoints('fill'), writeLicences()]);
await cp(at('console/help'), dist('help'), { recursive: true });
await Promise.all([bundle(iconRules), buildConsole({ at, from, dist }), bundleLIFF()]);

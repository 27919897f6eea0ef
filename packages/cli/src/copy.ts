import { type Comparison, copyStore } from '@docket/hub';
import { type Command, Option } from 'commander';
import { Progress } from './progress.js';

interface CopyOptions {
  from: string;
  to: string;
}

const PLACE = 'data folder, or postgres://user:password@host/database';

/** `docket copy`: moving house from one store to another, in either direction. */
export function addCopy(program: Command): void {
  program
    .command('copy')
    .description(
      'copy all data from one store to another, empty one, and compare both; hubs must not run meanwhile. ' +
        'If it is broken off, the same command goes on where it was',
    )
    .addOption(
      new Option('--from <place>', `${PLACE}; better by the environment`)
        .env('DOCKET_COPY_FROM')
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--to <place>', `${PLACE}; better by the environment`)
        .env('DOCKET_COPY_TO')
        .makeOptionMandatory(),
    )
    .action(copy);
}

async function copy({ from, to }: CopyOptions): Promise<void> {
  const progress = new Progress();
  // What is under way is all or nothing, so that there is nothing to tidy up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      progress.end();
      console.error('docket: broken off; the same command goes on where it was');
      process.exit(130);
    });
  }
  try {
    const compared = await copyStore(from, to, (...far) => progress.show(...far));
    progress.end();
    console.log(tableOf(compared));
    const different = compared.filter(({ equal }) => !equal);
    if (different.length > 0) throw new Error(DIFFERENT);
    console.log(`\nThe copy is complete.\n${aboutMasterKey(from, to)}`);
  } finally {
    progress.end();
  }
}

const DIFFERENT =
  'the stores differ, so no hub will start on the copy. Did anything write to one of them meanwhile? Stop all hubs, ' +
  'empty the target, and copy again';

/** A line for each kind and account. */
function tableOf(compared: readonly Comparison[]): string {
  const rows = compared.map(({ table, account = '', region = '', from, to, equal }) => [
    ...[table, account, region, String(from.rows), from.checksum, String(to.rows), to.checksum],
    equal ? 'equal' : 'DIFFERENT',
  ]);
  const head = ['table', 'account', 'Region', 'rows', 'checksum', 'copied', 'checksum', ''];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const isUrl = (place: string): boolean => /^postgres(ql)?:\/\//.test(place);

function aboutMasterKey(from: string, to: string): string {
  const need = 'Secrets of access keys are sealed with the master key, which hubs on the copy need as well:';
  if (isUrl(from)) {
    const where = isUrl(to) ? 'set' : `write it to ${to}/master.key (chmod 600), or set`;
    return `${need}\n${where} the same DOCKET_MASTER_KEY.`;
  }
  const take = isUrl(to)
    ? `  export DOCKET_MASTER_KEY=$(cat '${from}/master.key')`
    : `  cp -p '${from}/master.key' '${to}/'`;
  return `${need}\n\n${take}\n\nor set DOCKET_MASTER_KEY as before, if it was given so.`;
}

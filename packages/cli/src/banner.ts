import type { Hub, HubConfig } from '@docket/hub';

/** What a person who just started a hub needs to know; a made-up secret is shown here and nowhere else. */
export function banner(
  { url, account, made }: Pick<Hub, 'url' | 'account' | 'made'>,
  { auth, region, consoleFolder }: HubConfig,
): string {
  const lines = [
    `Docket listens on ${url}`,
    `root account ${account}, hub enabled in ${region} at the first start`,
  ];
  if (consoleFolder !== undefined) lines.push(`console at ${url}/console`);
  if (auth === 'trust') {
    lines.push(
      '',
      'WARNING: auth is "trust". Signatures are not verified: whoever can connect is root. For tests only.',
    );
  }
  if (made) {
    lines.push(
      '',
      "The root account's access key was made just now. Its secret is shown this once:",
      '',
      `  export AWS_ACCESS_KEY_ID=${made.accessKeyId}`,
      `  export AWS_SECRET_ACCESS_KEY='${made.secretAccessKey}'`,
      `  export AWS_DEFAULT_REGION=${region}`,
      `  export AWS_ENDPOINT_URL=${url}`,
      '',
      'Try it:',
      '',
      '  aws securityhub get-findings',
    );
  }
  return `${lines.join('\n')}\n`;
}

/**
 * @typedef {'configuration' | 'vulnerability' | 'threat' | 'data'} Kind of check
 *
 * @typedef {object} Product
 * @property {string} name
 * @property {string} company
 * @property {string} slug
 * @property {Kind[]} kinds of checks that it makes
 * @property {string} [partner] `<owner account>:<company>/<product>` in the hub's catalogue; without it the findings
 *   come through the account's default product and bring these names
 */

/** @param {string} name @param {string} company @param {Kind[]} kinds @returns {Product} */
const own = (name, company, ...kinds) => ({
  ...{ name, company, kinds },
  slug: name.toLowerCase().replaceAll(' ', '-'),
});

/** @param {string} partner @param {string} name @param {string} company @param {Kind[]} kinds @returns {Product} */
const partner = (partner, name, company, ...kinds) => ({
  ...{ partner, name, company, kinds },
  slug: partner.slice(partner.indexOf('/') + 1),
});

/** Thirty, the most used first. @type {readonly Product[]} */
export const PRODUCTS = [
  partner(':prowler/prowler', 'Prowler', 'Prowler', 'configuration'),
  own('Image Ledger', 'Northwind Tools', 'vulnerability'),
  own('Baseline', 'Contoso Assurance', 'configuration'),
  partner('422820575223:tenable/tenable-io', 'Tenable.io', 'Tenable', 'vulnerability'),
  own('Kestrel', 'Harrier Labs', 'threat', 'configuration'),
  partner(':cloud-custodian/cloud-custodian', 'Cloud Custodian', 'Cloud Custodian', 'configuration'),
  partner(':snyk/snyk', 'Snyk', 'Snyk', 'vulnerability'),
  own('Portwatch', 'Fabrikam', 'configuration', 'threat'),
  own('Secret Sieve', 'Harrier Labs', 'data'),
  partner('517716713836:crowdstrike/crowdstrike-falcon', 'CrowdStrike Falcon', 'CrowdStrike', 'threat'),
  partner(':wiz-security/wiz-security', 'Wiz Security', 'Wiz', 'configuration'),
  own('Patch Almanac', 'Northwind Tools', 'vulnerability'),
  partner(':lacework/lacework', 'Lacework', 'Lacework', 'configuration', 'threat'),
  own('Drift Desk', 'Contoso Assurance', 'configuration'),
  partner(':aqua-security/kube-bench', 'Kube-bench', 'Aqua Security', 'configuration'),
  own('Ledger Lint', 'Fabrikam', 'configuration'),
  partner(':jfrog/jfrog-xray', 'Xray', 'JFrog', 'vulnerability'),
  own('Bucket Census', 'Harrier Labs', 'data'),
  partner(':sysdig/sysdig-secure-for-cloud', 'Sysdig Secure for cloud', 'Sysdig', 'threat'),
  own('Key Keeper', 'Fabrikam', 'configuration'),
  own('Log Lantern', 'Northwind Tools', 'threat'),
  partner(':fugue/fugue', 'Fugue', 'Fugue', 'configuration'),
  own('Library Watch', 'Tailspin', 'vulnerability'),
  own('Perimeter', 'Tailspin', 'configuration'),
  partner(':trend-micro/cloud-one', 'Cloud One', 'Trend Micro', 'threat'),
  own('Data Cartographer', 'Contoso Assurance', 'data'),
  own('Policy Proof', 'Wingtip', 'configuration'),
  own('Host Inventory', 'Wingtip', 'vulnerability'),
  own('Quiet Hours', 'Tailspin', 'threat'),
  own('Last Mile', 'Wingtip', 'configuration'),
];

/**
 * @param {Product} product
 * @param {string} region
 * @param {string} account
 */
export function productArn(product, region, account) {
  const [owner, path] = product.partner?.split(':') ?? [account, `${account}/default`];
  return `arn:aws:securityhub:${region}:${owner}:product/${path}`;
}

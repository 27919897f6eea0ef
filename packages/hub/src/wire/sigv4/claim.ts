/** What a request says about who signed it, and how: well-formed and current, but not yet proved. */
export interface SignatureClaim {
  form: 'header' | 'presigned';
  accessKeyId: string;
  /** The credential scope: `<date>/<region>/<service>/aws4_request`. */
  date: string;
  region: string;
  service: string;
  /** Lower case, sorted, unique; `host` is always among them. */
  signedHeaders: readonly string[];
  /** As sent: not necessarily hex, not necessarily 64 characters. */
  signature: string;
  /** The signing time in ISO 8601 basic format, `20240101T000000Z`. */
  timestamp: string;
  sessionToken?: string;
  /** The payload hash that the request declares and signs: hex, or `UNSIGNED-PAYLOAD`. */
  declaredHash?: string;
}

/** The pieces of either form before anything about them is checked. */
export interface RawClaim {
  form: SignatureClaim['form'];
  algorithm: string;
  credential: string;
  signedHeaders: string;
  signature: string;
  timestamp: string;
  sessionToken?: string;
  declaredHash?: string;
  /** Seconds; presigned only. */
  expires?: number;
}

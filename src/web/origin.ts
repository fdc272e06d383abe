/** Our own origin, as browsers reach it. */

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/**
 * Our own origin, such as https://example.org. It is the configured address and never a request's Host, with one
 * exception: where nobody has configured one, every name of this very machine is as good as another.
 */
export function ownOrigin({ publicUrl, isLocal }: { publicUrl: URL; isLocal: boolean }) {
  return (host: string | undefined): string =>
    isLocal && host !== undefined && isThisMachine(host) ? `http://${host}` : publicUrl.origin;
}

/** Whether a host, such as localhost:3000, is this very machine. */
export function isThisMachine(host: string): boolean {
  return LOOPBACK_HOST.test(host);
}

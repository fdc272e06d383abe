/** Security headers, and the middleware that refuses malformed or forged requests. */

import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';
import { HttpError } from './errors.ts';

/** Two years: more than the one that browsers ask for before they preload a site (hstspreload.org). */
const HSTS_SECONDS = 63_072_000;
/** Our longest are lists of many accounts: 160 take 7,500. Proxies refuse a request line of 8 KiB, method and all. */
const MAX_URL_LENGTH = 8_000;
/** All that forms and links can send; programs may delete as well. */
const METHODS = ['GET', 'HEAD', 'POST'];

interface HeaderOptions {
  readonly isSecure: boolean;
  /** Where our forms may lead besides ourselves: the hosted Link page. */
  readonly formOrigins: readonly string[];
}

/** Security headers: no script at all, nothing from elsewhere, no frame around us. */
export function securityHeaders({ isSecure, formOrigins }: HeaderOptions): RequestHandler[] {
  const policy = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'none'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        // Chromium holds a form to this list through its redirects as well.
        formAction: ["'self'", ...formOrigins],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        ...(isSecure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    // Under no-referrer Chromium sends `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isSecure
      ? { maxAge: HSTS_SECONDS, includeSubDomains: true, preload: true }
      : false,
    xFrameOptions: { action: 'deny' },
  });
  return [
    policy,
    (_req, res, next) => {
      res.set('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
      next();
    },
  ];
}

/**
 * Clears what the browser has kept of this origin. Never "cookies": that clears those of every site of the domain, other
 * installations' keys among them (Clear Site Data, 4.2.4). Ours are cleared by name.
 */
export function clearSiteData(res: Response): void {
  res.set('Clear-Site-Data', '"cache", "storage"');
}

/** Everything personal is for this one reader and this one time. */
export const noStore: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

/** Refuses methods we have no use for and addresses longer than any of ours. */
export const validateRequest: RequestHandler = (req, res, next) => {
  const methods = req.path.startsWith('/api/') ? [...METHODS, 'DELETE'] : METHODS;
  if (!methods.includes(req.method)) {
    res.set('Allow', methods.join(', '));
    throw new HttpError(405);
  }
  if (req.originalUrl.length > MAX_URL_LENGTH) throw new HttpError(414);
  next();
};

/**
 * Refuses what a page of another site loads, be it a picture, a frame, a script or a socket, and lets through what it
 * leads a person to (Fetch Metadata's resource isolation). Such a page would spend the limits of its visitors' network, and
 * see what an answer takes. Refuses also what a browser fetches in advance: a page that nobody has asked for yet would cost
 * calls to Plaid. `mayPass` names the requests that are let through all the same.
 */
export function refuseEmbedding(mayPass: (req: Request) => boolean): RequestHandler {
  return (req, _res, next) => {
    const isInAdvance = 'sec-purpose' in req.headers;
    if ((isInAdvance || isEmbedded(req)) && !mayPass(req)) throw new HttpError(403);
    next();
  };
}

/** Whether a page of another site loads this. Programs and older browsers do not say. */
function isEmbedded({ headers }: Request): boolean {
  // Chromium says nothing of where a socket comes from, and we have none.
  if ('sec-websocket-key' in headers) return true;
  const site = headers['sec-fetch-site'];
  if (site === undefined || site === 'same-origin' || site === 'none') return false;
  const isDocument = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return !isDocument;
}

/**
 * Lets only our own pages change anything. Browsers say in Sec-Fetch-Site where a request comes from (Fetch
 * Metadata); an older one says so in Origin (RFC 6454), which is held against our own address, never against Host.
 */
export function sameOriginOnly(originOf: (host: string | undefined) => string): RequestHandler {
  return (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const site = req.headers['sec-fetch-site'];
    const isOurs =
      site === undefined ? req.headers.origin === originOf(req.headers.host) : site === 'same-origin';
    if (!isOurs) throw new HttpError(403);
    next();
  };
}

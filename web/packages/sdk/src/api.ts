import { language } from './language';

/** What the server refused, as RFC 9457 says it. */
export class ProblemError extends Error {
  constructor(
    readonly status: number,
    readonly kind: string,
    message: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message);
  }

  /** Messages by the field they belong to. */
  get fields(): Record<string, string> {
    const errors = (this.body.errors ?? []) as { field: string; message: string }[];
    return Object.fromEntries(errors.map((error) => [error.field, error.message]));
  }
}

export interface Call {
  method?: string;
  /** Sent as JSON, unless it is a blob. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** The answer, where it was asked for before this code was here; read once. */
  begun?: Promise<Response>;
}

let csrf = '';
export const setCsrf = (token: string): void => {
  csrf = token;
};

/** Asks the person to log in again; resolves when that is done. The screen below keeps what was typed. */
let renew: (() => Promise<void>) | null = null;
export const onExpired = (ask: (() => Promise<void>) | null): void => {
  renew = ask;
};

async function send(path: string, call: Call): Promise<Response> {
  if (call.begun) return call.begun;
  const method = call.method ?? 'GET';
  const headers: Record<string, string> = { 'Accept-Language': language(), ...call.headers };
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
  let body: BodyInit | undefined;
  if (call.body instanceof Blob) {
    body = call.body;
  } else if (call.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(call.body);
  }
  return fetch(path, { method, headers, body, signal: call.signal, credentials: 'same-origin' });
}

async function refusal(response: Response): Promise<ProblemError> {
  return problem(response.status, await response.json().catch(() => ({})) as Record<string, unknown>, response.statusText);
}

function problem(status: number, body: Record<string, unknown>, text: string): ProblemError {
  return new ProblemError(status, String(body.type ?? '').split('/').pop() ?? '', String(body.detail ?? body.title ?? text), body);
}

/** Calls the API of this origin; throws a {@link ProblemError} for everything but success. */
export async function api<T = void>(path: string, call: Call = {}): Promise<T> {
  return (await answer<T>(path, call)).value;
}

async function successful(path: string, call: Call): Promise<Response> {
  let response = await send(path, call);
  if (response.status === 401 && renew && !path.startsWith('/api/auth/')) {
    await renew();
    response = await send(path, call);
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

/** The same with the answer's ETag, for what is changed with If-Match. */
export async function answer<T>(path: string, call: Call = {}): Promise<{ value: T; etag: string | null }> {
  const response = await successful(path, call);
  const text = await response.text();
  return { value: (text ? JSON.parse(text) : undefined) as T, etag: response.headers.get('ETag') };
}

/** Saves the answer as a file of the person's computer. */
export async function save(path: string, name: string, call: Call = {}): Promise<void> {
  const url = URL.createObjectURL(await (await successful(path, call)).blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** A key for a request that must happen once, however often it is sent. */
export const onceKey = (): string => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint32Array(4))).join('-');

/** Sends a file's bytes and says how far it is (0 to 1); a {@link ProblemError} for everything but success. */
export function upload<T>(path: string, file: Blob, progress: (part: number) => void, signal?: AbortSignal): Promise<T> {
  // fetch does not tell how much was sent.
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Accept-Language', language());
    request.setRequestHeader('X-CSRF-Token', csrf);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onload = () => {
      let body: Record<string, unknown> = {};
      try {
        body = JSON.parse(request.responseText || '{}') as Record<string, unknown>;
      } catch {
        // A refusal by something before the server has no words for people.
      }
      if (request.status >= 200 && request.status < 300) done(body as T);
      else fail(problem(request.status, body, request.statusText));
    };
    request.onerror = () => fail(new TypeError('network'));
    request.onabort = () => fail(new DOMException('stopped', 'AbortError'));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** What Plaid answers, from text to an object. */

/** The object that an answer's JSON stands for, as bytes or as text; null for what is not one. Never throws. */
export function parseAnswer(body: unknown): object | null {
  const isJson = typeof body === 'string' || Buffer.isBuffer(body);
  if (!isJson) return body instanceof Object ? body : null;
  try {
    const answer: unknown = JSON.parse(body.toString());
    return answer instanceof Object ? answer : null;
  } catch {
    return null;
  }
}

/** What Plaid answers, from text to an object. */

/** The object that an answer's JSON text stands for; null for what is not one. Never throws. */
export function parseAnswer(body: unknown): object | null {
  if (typeof body !== 'string') return body instanceof Object ? body : null;
  try {
    const answer: unknown = JSON.parse(body);
    return answer instanceof Object ? answer : null;
  } catch {
    return null;
  }
}

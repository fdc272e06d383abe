/** A person ends what they have linked: by a link on our pages, the question that it leads to, and the button there. */

import type { Answer, Client } from './client.ts';

/** By the link of this bank's row. */
export async function disconnectBank(client: Client, name = 'Fernhollow Bank'): Promise<Answer> {
  const question = await follow(client, await client.get('/banks'), `[aria-label="Disconnect ${name}"]`);
  return client.press(question, `Disconnect ${name}`);
}

/** By the link in the head of a page. */
export async function logOut(client: Client, from = '/dashboard'): Promise<Answer> {
  const question = await follow(client, await client.get(from), '[href="/logout"]');
  return client.press(question, 'Log out and disconnect');
}

/** The link to be saved of this bank, or of the first that has one; empty where none has. */
export async function disconnectLinkOf(client: Client, name = ''): Promise<string> {
  const { page } = await client.get('/banks');
  const link = page('.banks a[href^="/disconnect/"]').filter((_, element) =>
    page(element).text().includes(name),
  );
  return link.attr('href') ?? '';
}

function follow(client: Client, { page }: Answer, link: string): Promise<Answer> {
  const href = page(`a${link}`).first().attr('href');
  if (href === undefined) throw new Error(`the page "${page('title').text()}" has no link ${link}`);
  return client.get(href);
}

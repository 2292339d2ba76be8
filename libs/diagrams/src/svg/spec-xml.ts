const TOKEN = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Reads the XML that is written here, strictly; throws at the first fault. Texts in document order. */
export function parseXml(text: string): { readonly root: string; readonly texts: readonly string[] } {
  const open: string[] = [];
  const texts: string[] = [];
  let root = '';
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const [, closing, name, , empty, content] = TOKEN.exec(text) ?? [];
    if (TOKEN.lastIndex === 0) throw new Error(`not XML at ${at}: ${text.slice(at, at + 60)}`);
    if (content !== undefined) {
      if (content.trim() !== '') texts.push(decoded(content));
    } else if (closing === '/') {
      if (open.pop() !== name) throw new Error(`${String(name)} closes what is not open, at ${at}`);
    } else if (empty !== '/' && name !== undefined) {
      if (open.length === 0) root = name;
      open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`not closed: ${open.join(', ')}`);
  return { root, texts };
}

function decoded(content: string): string {
  return content.replace(/&([^;&]*);?/g, (whole, entity: string) => {
    const character = ENTITIES[entity];
    if (character === undefined) throw new Error(`no such entity: ${whole}`);
    return character;
  });
}

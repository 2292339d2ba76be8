// Pictures of pages for the guide: as small as they can be while a person can read them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const largest = 100_000;

/** Quality from fine to coarse; the first that is small enough is taken. */
const qualities = [0.85, 0.75, 0.65, 0.55, 0.45];

/** WebP by the browser's own encoder: nothing has to be installed for it. */
async function webp(converter, png) {
  for (const quality of qualities) {
    const encoded = await converter.evaluate(async ([data, wanted]) => {
      const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d').drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: wanted });
      let text = '';
      for (const byte of new Uint8Array(await blob.arrayBuffer())) text += String.fromCharCode(byte);
      return btoa(text);
    }, [png.toString('base64'), quality]);
    const bytes = Buffer.from(encoded, 'base64');
    if (bytes.byteLength < largest) return bytes;
  }
  throw new Error('A picture is too large at any quality: show less of the page.');
}

const press = async (page, label) => {
  // A dialog may lie over it.
  await page.getByRole('button', { name: label, exact: true, includeHidden: true }).first().evaluate((button) => button.click());
  await page.waitForFunction((lang) => document.documentElement.lang === lang, label === 'English' ? 'en' : 'zh-CN');
};

/** Takes one page in its language, as it stands: what is typed and opened stays. */
export class Camera {
  constructor(converter, folder, language, looked) {
    this.converter = converter;
    this.folder = folder;
    this.language = language;
    this.looked = looked;
    this.taken = [];
  }

  async take(page, name, { at } = {}) {
    const { language } = this;
    if (language === 'en') await press(page, 'English');
    await page.waitForLoadState('networkidle').catch(() => undefined);
    // What is drawn in the language is fetched anew.
    await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null && [...document.images].every(({ complete }) => complete));
    if (at) {
      await page.locator(at).first().evaluate((element) => {
        scrollTo(0, element.getBoundingClientRect().top + scrollY - 120);
      });
    }
    const png = await page.screenshot({ animations: 'disabled' });
    mkdirSync(join(this.folder, language), { recursive: true });
    writeFileSync(join(this.folder, language, `${name}.webp`), await webp(this.converter, png));
    if (this.looked) writeFileSync(join(this.looked, `${name}-${language}.png`), png);
    if (language === 'en') await press(page, '中文');
    this.taken.push(name);
    console.log(`  ${language} ${name}`);
  }
}

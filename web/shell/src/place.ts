const meta = document.querySelector<HTMLMetaElement>('meta[name="dure-tenant"]')!;

/** Whose host this page is on. */
export const place = { tenant: meta.content, operator: meta.dataset.operator === 'true' };

// Every endpoint that the running server describes in OpenAPI, and requests made from those descriptions.

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * @returns {Promise<{endpoints: Endpoint[], schemas: object}>} what `/api/openapi.json` lists
 * @typedef {{method: string, path: string, unsafe: boolean, operator: boolean, parameters: object[], body: object|null,
 *   name: string}} Endpoint
 */
export async function describe(server) {
  const document = (await server.call({ host: 'admin.localhost' }, 'GET', '/api/openapi.json')).body;
  const endpoints = [];
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [verb, operation] of Object.entries(operations)) {
      const method = verb.toUpperCase();
      const content = operation.requestBody?.content ?? {};
      const type = Object.keys(content)[0];
      endpoints.push({
        method,
        path,
        name: `${method} ${path}`,
        unsafe: UNSAFE.has(method),
        operator: path.startsWith('/api/operator/'),
        parameters: operation.parameters ?? [],
        body: type && /\*\/\*|json/.test(type) ? content[type].schema ?? {} : null,
      });
    }
  }
  return { endpoints, schemas: document.components?.schemas ?? {} };
}

/** Whether the body is an object whose fields are known, so that a stranger among them must be noticed. */
export const hasFields = (endpoint, schemas) => {
  const schema = endpoint.body && resolve(endpoint.body, schemas);
  return Boolean(schema?.properties);
};

export function resolve(schema, schemas) {
  return schema?.$ref ? schemas[schema.$ref.split('/').pop()] : schema;
}

/** The path with `values` in its places, one after the other; the last one fills what is left. */
export function fill(path, values) {
  const list = [].concat(values);
  let at = 0;
  return path.replace(/\{[^}]+\}/g, () => encodeURIComponent(list[Math.min(at++, list.length - 1)]));
}

/** A body as the schema says; `leaf` gives the value of a single field and may answer undefined. */
export function sample(schema, schemas, leaf = () => undefined, name = '', depth = 0) {
  const known = resolve(schema, schemas) ?? {};
  const chosen = leaf(name, known);
  if (chosen !== undefined) return chosen;
  if (known.enum) return known.enum[0];
  if (known.properties && depth < 5) {
    return Object.fromEntries(Object.entries(known.properties)
      .map(([key, value]) => [key, sample(value, schemas, leaf, key, depth + 1)]));
  }
  switch (known.type) {
    case 'array': return [sample(known.items ?? {}, schemas, leaf, name, depth + 1)];
    case 'integer': case 'number': return 1;
    case 'boolean': return true;
    case 'object': return {};
    default: return known.format === 'uuid' ? '00000000-0000-7000-8000-000000000000' : 'text';
  }
}

/** All values of fields called `id` in a JSON document, however deep. */
export function ids(value, found = new Set()) {
  if (Array.isArray(value)) value.forEach((item) => ids(item, found));
  else if (value && typeof value === 'object') {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'id' && typeof item === 'string') found.add(item);
      else ids(item, found);
    }
  }
  return found;
}

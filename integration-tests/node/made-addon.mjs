// Add-ons made for tests: compiled and packed with the JDK's own tools while the test runs.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './server.mjs';

const SYSTEM = path.join(ROOT, 'karaf-distribution/target/assembly/system');

function shipped(folder) {
  const versions = path.join(SYSTEM, folder);
  const version = readdirSync(versions)[0];
  const file = readdirSync(path.join(versions, version)).find((name) => name.endsWith('.jar'));
  return path.join(versions, version, file);
}

const quoted = (text) => JSON.stringify(text);

const app = (id, name) => `package kr.dure.${id}.internal;
import java.util.List;
import java.util.Set;
import kr.dure.product.App;
import kr.dure.product.AppDescription;
import kr.dure.product.Text;
public final class MadeApp implements App {
    public AppDescription description() {
        return new AppDescription("${id}", new Text(${quoted(name)}, ${quoted(name)}), new Text("시험", "A test"), "${id}",
            new AppDescription.Price(AppDescription.Basis.ITEM, 1000),
            List.of(new AppDescription.Permission("${id}.use", new Text("쓰기", "Use"), true)), List.of(), Set.of());
    }
}
`;

const api = (id, tables) => `package kr.dure.${id}.internal;
import jakarta.ws.rs.core.Application;
import java.util.Set;
public final class MadeApi extends Application {
    private final Set<Object> resources;
    public MadeApi(${tables ? 'kr.dure.persistence.Tx tx' : ''}) { resources = Set.of(new MadeResource(${tables ? 'tx' : ''})); }
    @Override public Set<Object> getSingletons() { return resources; }
}
`;

const resource = (id, version, tables, making) => `package kr.dure.${id}.internal;
import jakarta.ws.rs.*;
import kr.dure.web.RequiresPermission;
@Path("/")
public final class MadeResource {
    public record Answer(String version, long rows) {}
    ${tables ? `private final kr.dure.persistence.Tx tx;
    MadeResource(kr.dure.persistence.Tx tx) { this.tx = tx; ${making} }
    private long rows() {
        return tx.read(session -> ((Number) session.entities().createNativeQuery("SELECT count(*) FROM ${id}.note").getSingleResult()).longValue());
    }` : `MadeResource() { ${making} } private long rows() { return 0; }`}
    @GET @RequiresPermission(RequiresPermission.LOGIN)
    public Answer get() { return new Answer("${version}", rows()); }
    @POST @RequiresPermission(RequiresPermission.LOGIN)
    public Answer add() {
        ${tables ? `tx.run(session -> session.entities().createNativeQuery(
            "INSERT INTO ${id}.note (id, text) VALUES (gen_random_uuid(), 'a note')").executeUpdate());` : ''}
        return get();
    }
    @GET @Path("fault") @RequiresPermission(RequiresPermission.LOGIN)
    public Answer fault() { throw new IllegalStateException("a fault on purpose"); }
}
`;

const files = (id) => `package kr.dure.${id}.internal;
import java.util.UUID;
import kr.dure.identity.Caller;
public final class MadeFiles implements kr.dure.storage.FileAccess {
    @Override public String app() { return "${id}"; }
    @Override public String kind() { return "note"; }
    @Override public boolean mayRead(UUID owner, Caller caller) { return true; }
    @Override public boolean mayWrite(UUID owner, Caller caller) { return true; }
}
`;

function component(id, type, service, reference) {
  return `<?xml version="1.0" encoding="UTF-8"?>
<scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="${id}.${type}" ${reference ? 'init="1"' : ''}>
  ${service.endsWith('Application') ? `<property name="osgi.jakartars.application.base" type="String" value="/api/${id}"/>` : ''}
  <service><provide interface="${service}"/></service>
  ${reference ? `<reference name="tx" interface="kr.dure.persistence.Tx" target="(unit=kr.dure.${id})" parameter="0"/>` : ''}
  <implementation class="kr.dure.${id}.internal.${type}"/>
</scr:component>
`;
}

/**
 * Makes jars.
 *
 * @param {{id: string, version: string, tables?: string[], making?: string, name?: string, files?: boolean, ui?: object}[]} wanted
 *     tables: its migrations in their order; making: what its API's constructor does; files: whether its notes have files;
 *     ui: texts by their names below /ui
 * @returns {Buffer[]} in the same order
 */
export function make(wanted) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'dure-made-'));
  try {
    const classPath = ['kr/dure/core-api', 'jakarta/ws/rs/jakarta.ws.rs-api', 'jakarta/persistence/jakarta.persistence-api']
      .map(shipped).join(':');
    return wanted.map((one, index) => ({ ...one, place: path.join(folder, String(index)) })).map((one, index, all) => {
      if (index === 0) compile(all, classPath);
      return pack(one);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compile(all, classPath) {
  // Versions of one add-on have classes of the same names, so each round compiles one of each.
  const rounds = new Map();
  for (const one of all) {
    const round = all.filter((other) => other.id === one.id).indexOf(one);
    rounds.set(round, [...(rounds.get(round) ?? []), one]);
  }
  for (const round of rounds.values()) {
    const sources = [];
    const out = mkdtempSync(path.join(os.tmpdir(), 'dure-classes-'));
    for (const one of round) {
      const { id, version, tables = [], making = '' } = one;
      const source = path.join(one.place, 'src');
      mkdirSync(source, { recursive: true });
      for (const [name, text] of Object.entries({
        MadeApp: app(id, one.name ?? id), MadeApi: api(id, tables.length > 0),
        MadeResource: resource(id, version, tables.length > 0, making), ...(one.files && { MadeFiles: files(id) }),
      })) {
        sources.push(path.join(source, `${name}.java`));
        writeFileSync(sources.at(-1), text);
      }
      one.classes = path.join(out, 'kr/dure', id);
    }
    execFileSync('javac', ['--release', '17', '-proc:none', '-nowarn', '-cp', classPath, '-d', out, ...sources],
      { stdio: ['ignore', 'ignore', 'pipe'] });
  }
}

function pack({ id, version, tables = [], files: withFiles = false, ui = {}, place, classes }) {
  const root = path.join(place, 'jar');
  const put = (name, text) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), text);
  };
  for (const name of readdirSync(path.join(classes, 'internal'))) {
    put(`kr/dure/${id}/internal/${name}`, readFileSync(path.join(classes, 'internal', name)));
  }
  const uses = tables.length > 0;
  put('OSGI-INF/App.xml', component(id, 'MadeApp', 'kr.dure.product.App', false));
  put('OSGI-INF/Api.xml', component(id, 'MadeApi', 'jakarta.ws.rs.core.Application', uses));
  if (withFiles) put('OSGI-INF/Files.xml', component(id, 'MadeFiles', 'kr.dure.storage.FileAccess', false));
  for (const [name, text] of Object.entries(ui)) put(`ui/${name}`, text);
  tables.forEach((sql, index) => put(`db/V00${index + 1}__step.sql`, sql));
  if (uses) {
    put('META-INF/persistence.xml', `<persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
  <persistence-unit name="kr.dure.${id}" transaction-type="RESOURCE_LOCAL"><exclude-unlisted-classes>true</exclude-unlisted-classes></persistence-unit>
</persistence>
`);
  }
  const manifest = path.join(place, 'MANIFEST.MF');
  writeFileSync(manifest, `${[
    'Bundle-ManifestVersion: 2', `Bundle-SymbolicName: kr.dure.${id}`, `Bundle-Version: ${version}`, `Bundle-Name: ${id}`,
    'Import-Package: kr.dure.product,kr.dure.web,jakarta.ws.rs,jakarta.ws.rs.core',
    ...(uses ? [' ,kr.dure.persistence,jakarta.persistence'] : []),
    ...(withFiles ? [' ,kr.dure.storage,kr.dure.identity'] : []),
    `Service-Component: OSGI-INF/App.xml,OSGI-INF/Api.xml${withFiles ? ',OSGI-INF/Files.xml' : ''}`,
    'Provide-Capability: osgi.service;objectClass:List<String>="jakarta.ws',
    ' .rs.core.Application"',
    ...(uses ? ['Require-Capability: osgi.service;filter:="(objectClass=kr.dure.pers', ' istence.Tx)";effective:=active'] : []),
  ].join('\n')}\n`);
  const file = path.join(place, `${id}.jar`);
  execFileSync('jar', ['--create', '--file', file, '--manifest', manifest, '--date=2026-01-01T00:00:00Z', '-C', root, '.']);
  return readFileSync(file);
}

export const TABLE = 'CREATE TABLE note (tenant_id uuid NOT NULL, id uuid NOT NULL, text text NOT NULL, PRIMARY KEY (tenant_id, id));';
export const MORE = 'ALTER TABLE note ADD COLUMN colour text;';

package kr.dure.persistence.internal;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.openjpa.jdbc.conf.JDBCConfiguration;
import org.apache.openjpa.jdbc.meta.MappingRepository;
import org.apache.openjpa.persistence.OpenJPAPersistence;
import org.apache.openjpa.persistence.PersistenceProviderImpl;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** One app's persistence unit: its name, its entity classes and, at first use, its entity manager factories. */
final class PersistenceUnit implements AutoCloseable {
    private static final String KERNEL = PersistenceUnit.class.getPackageName() + ".";

    private final UnitName name;
    private final List<String> classes;
    private final URL descriptor;
    private final ClassLoader loader;
    private final Database database;
    private final EventJson json = new EventJson();
    private EntityManagerFactory tenantFactory;
    private EntityManagerFactory operatorFactory;

    private PersistenceUnit(
            UnitName name, List<String> classes, URL descriptor, ClassLoader bundle, Database database) {
        this.name = name;
        this.classes = classes;
        this.descriptor = descriptor;
        this.loader = new UnitLoader(bundle);
        this.database = database;
    }

    /**
     * Reads {@code META-INF/persistence.xml}.
     *
     * @param expected the symbolic name of the bundle, which the unit must bear
     * @throws IllegalArgumentException when it is not one unit of that name
     */
    static PersistenceUnit read(URL descriptor, String expected, ClassLoader bundle, Database database)
            throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setNamespaceAware(true);
        try (InputStream in = descriptor.openStream()) {
            Element root = factory.newDocumentBuilder().parse(in).getDocumentElement();
            NodeList units = root.getElementsByTagNameNS("*", "persistence-unit");
            if (units.getLength() != 1 || !expected.equals(((Element) units.item(0)).getAttribute("name"))) {
                throw new IllegalArgumentException(
                        "META-INF/persistence.xml must hold one unit named " + expected + ".");
            }
            List<String> classes = new ArrayList<>();
            NodeList nodes = ((Element) units.item(0)).getElementsByTagNameNS("*", "class");
            for (int i = 0; i < nodes.getLength(); i++) {
                classes.add(nodes.item(i).getTextContent().strip());
            }
            return new PersistenceUnit(new UnitName(expected), classes, descriptor, bundle, database);
        }
    }

    UnitName name() {
        return name;
    }

    /** Keeps what it learnt about the unit's event classes, so it must not outlive them. */
    EventJson json() {
        return json;
    }

    String role() {
        return Roles.of(name.schema());
    }

    synchronized EntityManagerFactory entityManagers(boolean acrossTenants) {
        if (acrossTenants) {
            if (operatorFactory == null) {
                operatorFactory = create(new ScopedDataSource(database.operator()));
            }
            return operatorFactory;
        }
        if (tenantFactory == null) {
            tenantFactory = create(new ScopedDataSource(database.app()));
        }
        return tenantFactory;
    }

    private EntityManagerFactory create(DataSource source) {
        Properties properties = new Properties();
        properties.setProperty("openjpa.jdbc.DBDictionary", KernelDictionary.class.getName());
        properties.setProperty(
                "openjpa.jdbc.MappingDefaults",
                "jpa(FieldStrategies='java.time.Instant=" + InstantHandler.class.getName() + ",java.util.UUID="
                        + UuidStrategy.class.getName() + "')");
        properties.setProperty("openjpa.jdbc.Schema", name.schema());
        properties.setProperty("openjpa.RuntimeUnenhancedClasses", "unsupported");
        properties.setProperty("openjpa.DynamicEnhancementAgent", "false");
        properties.setProperty("openjpa.DataCache", "false");
        properties.setProperty("openjpa.QueryCache", "false");
        properties.setProperty("openjpa.Log", "slf4j");
        properties.setProperty("openjpa.ConnectionRetainMode", "transaction");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            EntityManagerFactory factory = new PersistenceProviderImpl()
                    .createContainerEntityManagerFactory(new Info(source, properties), Map.of());
            resolve((JDBCConfiguration) OpenJPAPersistence.cast(factory).getConfiguration());
            return factory;
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** OpenJPA loads classes by name when first used; here the loader is the right one, later it would not be. */
    private void resolve(JDBCConfiguration configuration) throws ClassNotFoundException {
        // Not among the properties: the class transformer, which nobody needs, reads those too and stumbles over it.
        configuration.setMetaDataRepository(UnitRepository.class.getName());
        configuration.getDBDictionaryInstance();
        // Also for a unit that has tables and no entities.
        MappingRepository mappings = configuration.getMappingRepositoryInstance();
        for (String name : classes) {
            mappings.getMapping(loader.loadClass(name), loader, true);
        }
    }

    /** Closes the factories; a later use would open them again. */
    @Override
    public synchronized void close() {
        if (tenantFactory != null) {
            tenantFactory.close();
            tenantFactory = null;
        }
        if (operatorFactory != null) {
            operatorFactory.close();
            operatorFactory = null;
        }
    }

    /** The app's classes first, then the kernel's, then OpenJPA's. */
    private static final class UnitLoader extends ClassLoader {
        private final ClassLoader openjpa = PersistenceProviderImpl.class.getClassLoader();

        UnitLoader(ClassLoader bundle) {
            super(bundle);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.startsWith(KERNEL)
                    ? PersistenceUnit.class.getClassLoader().loadClass(name)
                    : openjpa.loadClass(name);
        }

        @Override
        protected URL findResource(String name) {
            return openjpa.getResource(name);
        }
    }

    private final class Info implements PersistenceUnitInfo {
        private final DataSource source;
        private final Properties properties;

        Info(DataSource source, Properties properties) {
            this.source = source;
            this.properties = properties;
        }

        @Override
        public String getPersistenceUnitName() {
            return name.unit();
        }

        @Override
        public String getPersistenceProviderClassName() {
            return PersistenceProviderImpl.class.getName();
        }

        @Override
        public PersistenceUnitTransactionType getTransactionType() {
            return PersistenceUnitTransactionType.RESOURCE_LOCAL;
        }

        @Override
        public DataSource getJtaDataSource() {
            return null;
        }

        @Override
        public DataSource getNonJtaDataSource() {
            return source;
        }

        @Override
        public List<String> getMappingFileNames() {
            return List.of();
        }

        @Override
        public List<URL> getJarFileUrls() {
            return List.of();
        }

        @Override
        public URL getPersistenceUnitRootUrl() {
            return descriptor;
        }

        @Override
        public List<String> getManagedClassNames() {
            return classes;
        }

        @Override
        public boolean excludeUnlistedClasses() {
            return true;
        }

        @Override
        public SharedCacheMode getSharedCacheMode() {
            return SharedCacheMode.NONE;
        }

        @Override
        public ValidationMode getValidationMode() {
            return ValidationMode.NONE;
        }

        @Override
        public Properties getProperties() {
            return properties;
        }

        @Override
        public String getPersistenceXMLSchemaVersion() {
            return "3.0";
        }

        @Override
        public ClassLoader getClassLoader() {
            return loader;
        }

        @Override
        public void addTransformer(ClassTransformer transformer) {}

        @Override
        public ClassLoader getNewTempClassLoader() {
            return loader;
        }
    }
}

package kr.dure.addons.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What a jar's classes say and do, read without running one of them; the libraries inside it too. It finds oversight, not
 * malice: whoever wants to hide a call can.
 */
final class ByteCode {
    private static final int API = Opcodes.ASM9;
    private static final String PERMISSION = "kr/dure/product/AppDescription$Permission";
    private static final String METER = "kr/dure/product/AppDescription$Meter";
    private static final String APP = "kr/dure/product/App";
    private static final String EVENT = "kr/dure/event/Event";
    /** Of the class files that ASM reads. */
    private static final int NEWEST_KNOWN = Opcodes.V25;

    private static final List<String> NATIVE_FILES = List.of(".so", ".dll", ".dylib", ".jnilib");
    /** Of each grant; a library that opens sockets does it in many places. */
    private static final int SHOWN = 5;

    private final Set<String> permissions = new TreeSet<>();
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> meters = new TreeSet<>();
    private final Set<String> published = new TreeSet<>();
    private final Set<String> received = new TreeSet<>();
    private final List<Use> uses = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    /** Texts in the class that is the app's description. */
    private final Set<String> constants = new TreeSet<>();

    private int newest;

    private ByteCode() {}

    /**
     * A use that needs a grant.
     *
     * @param where class and method, {@code com.acme.Sync#run}; a file for native code
     * @param what is called there
     */
    record Use(Grant grant, String where, String what) {
        @Override
        public String toString() {
            return where + " → " + what;
        }
    }

    static ByteCode of(byte[] jar) {
        ByteCode code = new ByteCode();
        code.read(jar, true);
        return code;
    }

    private void read(byte[] jar, boolean outermost) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (NATIVE_FILES.stream().anyMatch(name::endsWith)) {
                    uses.add(new Use(Grant.NATIVE, name, "native library"));
                } else if (name.endsWith(".class") && !name.endsWith("module-info.class")) {
                    read(name, zip);
                } else if (outermost && name.endsWith(".jar")) {
                    read(zip.readAllBytes(), false);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(String name, InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        try {
            int java = bytes.length > 8 ? (bytes[6] & 0xff) << 8 | bytes[7] & 0xff : 0;
            // Multi-release classes are for other versions of Java and do not count as the newest.
            if (!name.startsWith("META-INF/versions/")) {
                newest = Math.max(newest, java);
            }
            if (java > NEWEST_KNOWN) {
                return; // refused for that, where it would run
            }
            new ClassReader(bytes).accept(new Classes(), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        } catch (RuntimeException e) {
            unreadable.add(name);
        }
    }

    /** The permissions that the app's description makes. */
    Set<String> permissions() {
        return permissions;
    }

    /** Every text in the class that describes the app. */
    Set<String> constants() {
        return constants;
    }

    /** The permissions that its REST methods ask for. */
    Set<String> asked() {
        return asked;
    }

    Set<String> meters() {
        return meters;
    }

    Set<String> published() {
        return published;
    }

    Set<String> received() {
        return received;
    }

    /** Up to five of each grant. */
    List<Use> uses(Grant grant) {
        return uses.stream()
                .filter(use -> use.grant() == grant)
                .distinct()
                .limit(SHOWN)
                .toList();
    }

    /** The class files that are none. */
    List<String> unreadable() {
        return unreadable;
    }

    /** The newest Java its classes are made for, or 0 without classes. */
    int java() {
        return newest == 0 ? 0 : newest - 44;
    }

    private static Grant grant(String owner, String name) {
        if (owner.startsWith("java/net/http/")
                || owner.startsWith("javax/net/")
                || owner.matches("java/net/(Server|Datagram|Multicast)?Socket|java/net/(Http|JarURL|)URLConnection")
                || owner.matches("java/nio/channels/(Asynchronous)?(Server)?(Socket|Datagram)Channel")
                || owner.equals("java/net/URL") && name.matches("open.*|getContent")
                || owner.matches("java/net/Inet4?6?Address")
                        && name.matches("get(All)?ByName|getLocalHost|isReachable")) {
            return Grant.NETWORK;
        }
        if (owner.equals("java/lang/ProcessBuilder") || owner.equals("java/lang/Runtime") && name.equals("exec")) {
            return Grant.PROCESS;
        }
        if (owner.matches("java/lang/(System|Runtime)")) {
            return switch (name) {
                case "exit", "halt" -> Grant.EXIT;
                case "load", "loadLibrary" -> Grant.NATIVE;
                default -> null;
            };
        }
        if (name.matches("setAccessible|trySetAccessible") && owner.startsWith("java/lang/reflect/")
                || owner.equals("java/lang/invoke/MethodHandles") && name.equals("privateLookupIn")) {
            return Grant.REFLECTION;
        }
        if (owner.equals("java/sql/DriverManager") || owner.equals("javax/sql/DataSource")) {
            return Grant.DATABASE;
        }
        if (owner.equals("sun/misc/Unsafe") || owner.startsWith("jdk/internal/")) {
            return Grant.UNSAFE;
        }
        if (owner.equals("java/lang/Thread") && name.matches("<init>|start|startVirtualThread|ofVirtual|ofPlatform")
                || owner.equals("java/util/Timer") && name.equals("<init>")
                || owner.matches("java/util/concurrent/(Executors|(Scheduled)?ThreadPoolExecutor|ForkJoinPool)")
                        && !name.equals("commonPool")
                || owner.equals("java/util/concurrent/CompletableFuture") && name.matches("(supply|run)Async")) {
            return Grant.THREADS;
        }
        if (owner.equals("org/osgi/framework/BundleContext") && name.matches("installBundle|getBundles")
                || owner.equals("org/osgi/framework/Bundle")
                        && name.matches("uninstall|update|stop|start|getBundleContext")
                || owner.startsWith("org/osgi/framework/hooks/")
                || owner.matches("org/osgi/framework/wiring/FrameworkWiring")) {
            return Grant.FRAMEWORK;
        }
        return null;
    }

    private final class Classes extends ClassVisitor {
        private String name;
        private boolean event;
        private boolean app;

        Classes() {
            super(API);
        }

        @Override
        public void visit(int version, int access, String type, String sign, String parent, String[] interfaces) {
            name = type.replace('/', '.');
            app = interfaces != null && Arrays.asList(interfaces).contains(APP);
            event = interfaces != null && Arrays.asList(interfaces).contains(EVENT);
            if (interfaces != null
                    && Arrays.stream(interfaces).anyMatch(one -> one.startsWith("org/osgi/framework/hooks/"))) {
                uses.add(new Use(Grant.FRAMEWORK, name, "a hook of the framework"));
            }
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return switch (descriptor) {
                case "Lkr/dure/event/EventType;" -> value((event ? published : received)::add);
                case "Lkr/dure/web/RequiresPermission;" -> value(asked::add);
                default -> null;
            };
        }

        @Override
        public MethodVisitor visitMethod(int access, String method, String descriptor, String sign, String[] thrown) {
            if ((access & Opcodes.ACC_NATIVE) != 0) {
                uses.add(new Use(Grant.NATIVE, name + "#" + method, "native method"));
            }
            return new Methods(name + "#" + method, app);
        }

        private AnnotationVisitor value(Consumer<String> sink) {
            return new AnnotationVisitor(API) {
                @Override
                public void visit(String attribute, Object value) {
                    if (attribute.equals("value") && value instanceof String text) {
                        sink.accept(text);
                    }
                }
            };
        }
    }

    private final class Methods extends MethodVisitor {
        private final String where;
        /** What is being made and gets its name from the next constant. */
        private Set<String> named;

        private final boolean app;

        Methods(String where, boolean app) {
            super(API);
            this.app = app;
            this.where = where;
        }

        @Override
        public AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return descriptor.equals("Lkr/dure/web/RequiresPermission;")
                    ? new AnnotationVisitor(API) {
                        @Override
                        public void visit(String attribute, Object value) {
                            asked.add(String.valueOf(value));
                        }
                    }
                    : null;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.NEW) {
                named = type.equals(PERMISSION) ? permissions : type.equals(METER) ? meters : named;
            }
        }

        @Override
        public void visitLdcInsn(Object value) {
            if (app && value instanceof String text) {
                constants.add(text);
            }
            if (named != null && value instanceof String text) {
                named.add(text);
            }
            named = null;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String method, String descriptor, boolean isInterface) {
            called(owner, method);
        }

        @Override
        public void visitInvokeDynamicInsn(String method, String descriptor, Handle bootstrap, Object... arguments) {
            for (Object argument : arguments) {
                if (argument instanceof Handle handle) {
                    called(handle.getOwner(), handle.getName());
                }
            }
        }

        private void called(String owner, String method) {
            Grant grant = grant(owner, method);
            if (grant != null) {
                uses.add(new Use(grant, where, owner.replace('/', '.') + "." + method));
            }
        }
    }
}

package testapp;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Copied into test jars: an app that does not start. */
public final class BrokenActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("no carrier is configured");
    }

    @Override
    public void stop(BundleContext context) {}
}

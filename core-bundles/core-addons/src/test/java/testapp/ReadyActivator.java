package testapp;

import jakarta.ws.rs.core.Application;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Copied into test jars: an app that is of use as soon as it runs. */
public final class ReadyActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        context.registerService(Application.class, new Application(), null);
    }

    @Override
    public void stop(BundleContext context) {}
}

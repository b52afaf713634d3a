package kr.dure.product;

/** One app, as a service: while it is registered, the app is installed. */
public interface App {
    /** What the catalogue, billing, the rights editor and the menus read. */
    AppDescription description();
}

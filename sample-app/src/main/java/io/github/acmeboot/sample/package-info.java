/**
 * A small service on HTTPS that never thinks of certificates.
 */
@NullMarked
package io.github.acmeboot.sample;

import org.jspecify.annotations.NullMarked;

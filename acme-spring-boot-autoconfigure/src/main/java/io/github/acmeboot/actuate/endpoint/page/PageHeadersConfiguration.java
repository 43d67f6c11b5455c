/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.acmeboot.actuate.endpoint.page;

import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.server.WebFilter;

/**
 * Sends the headers of the page, from whatever server the endpoints are on.
 */
@ManagementContextConfiguration(proxyBeanMethods = false)
@ConditionalOnClass(WebEndpointProperties.class)
class PageHeadersConfiguration {

	private static PageHeaders headers(WebEndpointProperties properties) {
		return new PageHeaders(properties.getBasePath(), properties.getPathMapping().getOrDefault("acme", "acme"));
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class ServletPageHeadersConfiguration {

		@Bean
		OncePerRequestFilter acmePageHeadersFilter(WebEndpointProperties properties) {
			return new PageHeadersFilter(headers(properties));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class ReactivePageHeadersConfiguration {

		@Bean
		WebFilter acmePageHeadersFilter(WebEndpointProperties properties) {
			PageHeaders headers = headers(properties);
			return (exchange, chain) -> {
				String accept = String.join(",", exchange.getRequest().getHeaders().getOrEmpty(HttpHeaders.ACCEPT));
				headers.of(exchange.getRequest().getPath().pathWithinApplication(), accept)
					.forEach(exchange.getResponse().getHeaders()::set);
				return chain.filter(exchange);
			};
		}

	}

	/**
	 * Sends the headers from a servlet container.
	 */
	static final class PageHeadersFilter extends OncePerRequestFilter implements Ordered {

		private final PageHeaders headers;

		PageHeadersFilter(PageHeaders headers) {
			this.headers = headers;
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE + 10;
		}

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			String accept = String.valueOf(request.getHeader(HttpHeaders.ACCEPT));
			PathContainer path = PathContainer
				.parsePath(request.getRequestURI().substring(request.getContextPath().length()));
			this.headers.of(path, accept).forEach(response::setHeader);
			chain.doFilter(request, response);
		}

	}

}

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

package io.github.acmeboot.challenge.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

import io.github.acmeboot.challenge.Http01Answer;
import io.github.acmeboot.challenge.Http01Responder;

/**
 * Answers http-01 challenges on servlet containers other than Tomcat.
 */
@Controller
class AcmeChallengeController {

	private final Http01Responder responder;

	AcmeChallengeController(Http01Responder responder) {
		this.responder = responder;
	}

	@RequestMapping(path = Http01Responder.PATH + "**", method = { RequestMethod.GET, RequestMethod.HEAD,
			RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE, RequestMethod.OPTIONS })
	void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		Http01Answer answer = this.responder.respond(request.getMethod(), path(request), request.getServerName(),
				request.getRemoteAddr());
		byte[] body = answer.body().getBytes(StandardCharsets.US_ASCII);
		response.setStatus(answer.status());
		answer.headers().forEach(response::setHeader);
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

	private String path(HttpServletRequest request) {
		String uri = request.getRequestURI();
		return uri.substring(Math.max(0, uri.indexOf(Http01Responder.PATH)));
	}

}

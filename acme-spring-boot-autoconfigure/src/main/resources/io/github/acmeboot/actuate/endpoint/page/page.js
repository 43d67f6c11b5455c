(() => {
	'use strict';
	const base = location.pathname.replace(/\/+$/, '');
	const refusals = {
		401: 'You are not signed in. Sign in, and try again.',
		403: 'You may not do this, or the CSRF token was not accepted. The documentation of the endpoint says how to send it.',
		404: 'It is not looked after here any more. Reload the page.',
		405: 'The endpoint may only be read.'
	};

	function token() {
		const cookie = document.cookie.split('; ').find((one) => one.startsWith('XSRF-TOKEN='));
		return cookie ? decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) : null;
	}

	function address(certificate, operation) {
		const path = base + '/' + encodeURIComponent(certificate);
		return operation ? path + '/' + operation : path;
	}

	async function explain(response) {
		const body = response.status === 409 || response.status === 400 ? await response.json().catch(() => ({})) : {};
		return body.message || refusals[response.status] || 'The server answered with the status ' + response.status + '.';
	}

	async function read(certificate) {
		const response = await fetch(address(certificate), { headers: { Accept: 'application/json' } });
		const found = response.ok ? await response.json() : {};
		return JSON.stringify([found.serial, found.lastFailure]);
	}

	async function watch(certificate, before, message) {
		for (let look = 0; look < 90; look++) {
			await new Promise((resolve) => setTimeout(resolve, 2000));
			if (await read(certificate) !== before) {
				location.reload();
				return;
			}
		}
		message.textContent = 'Nothing has changed yet. Reload the page later.';
	}

	async function operate(button, message) {
		const { certificate, operation } = button.dataset;
		const before = operation === 'renew' ? await read(certificate) : null;
		const headers = { 'Content-Type': 'application/json', Accept: 'application/json' };
		if (token()) {
			headers['X-XSRF-TOKEN'] = token();
		}
		if (operation === 'doctor') {
			message.textContent = 'The doctor is looking. This takes up to half a minute.';
		}
		const response = await fetch(address(certificate, operation), { method: 'POST', headers, body: '{}' });
		if (!response.ok) {
			message.textContent = await explain(response);
		}
		else if (before === null) {
			location.reload();
		}
		else {
			message.textContent = 'The renewal has begun.';
			await watch(certificate, before, message);
		}
	}

	document.querySelectorAll('.operations').forEach((footer) => {
		footer.hidden = false;
		const message = footer.querySelector('.message');
		footer.querySelectorAll('button').forEach((button) => button.addEventListener('click', async () => {
			button.disabled = true;
			message.textContent = '';
			try {
				await operate(button, message);
			}
			catch (error) {
				message.textContent = 'The server was not reached. ' + error.message;
			}
			button.disabled = false;
		}));
	});
})();

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

package io.github.acmeboot.store.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.sql.DataSource;

import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import io.github.acmeboot.store.AcmeStore;
import io.github.acmeboot.store.StoredValue;
import io.github.acmeboot.store.WriteCondition;

/**
 * A store as it is called by an application within its own transactions, which all come
 * to nothing.
 */
final class StoreWithinTransactions implements AcmeStore {

	private final AcmeStore store;

	private final TransactionTemplate transaction;

	StoreWithinTransactions(AcmeStore store, DataSource dataSource) {
		this.store = store;
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	@Override
	public Optional<StoredValue> load(String key) {
		return within(() -> this.store.load(key));
	}

	@Override
	public Optional<String> version(String key) {
		return within(() -> this.store.version(key));
	}

	@Override
	public StoredValue save(String key, byte[] content, WriteCondition condition) {
		return within(() -> this.store.save(key, content, condition));
	}

	@Override
	public void delete(String key, String version) {
		within(() -> {
			this.store.delete(key, version);
			return key;
		});
	}

	@Override
	public List<String> list(String prefix) {
		return within(() -> this.store.list(prefix));
	}

	private <T> T within(Supplier<T> call) {
		return this.transaction.execute((status) -> {
			status.setRollbackOnly();
			return call.get();
		});
	}

}

"""The store on real SQLite files, and the contracts that its fakes keep as well."""

-- Who may log in to the console.
CREATE TABLE console_users (
  name VARCHAR(64) PRIMARY KEY,
  user_role VARCHAR(32) NOT NULL,
  password_hash VARCHAR(255) NOT NULL
);

-- Why a version of a list was saved; nothing for versions from before that was asked.
ALTER TABLE network_list ADD COLUMN reason VARCHAR(1000);

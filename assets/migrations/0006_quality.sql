-- What an import says of its file's clock and mentions; NULL: imported before this was asked.
ALTER TABLE import ADD COLUMN clock TEXT;            -- model::sink::Clock, JSON
ALTER TABLE import ADD COLUMN unknown_mentions INTEGER; -- @names that nobody bears

-- What a connection becomes while it serves a public request (docs/deploy.md).
CREATE ROLE rss_public NOLOGIN;
GRANT rss_public TO rss;

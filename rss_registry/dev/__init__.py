"""What `script/dev` adds: for work on the code only, and without its packages in production."""

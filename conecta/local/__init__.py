"""What `make run` needs: embedded servers, demonstration data, processes. Only on one machine."""

"""Trains the tagger: python run.py"""
from tagger.train import main

if __name__ == "__main__":
    main()
